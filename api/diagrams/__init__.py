"""Pictures of the dialogues and of the ticket's life, drawn from what declares them."""
