"""Pictures of dialogues, of the ticket's life and of procedures, drawn from what declares them."""
