"""Work on claims (实施) in the chat: agreement, milestones, progress, delivery, evaluation."""
