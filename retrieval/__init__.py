"""Finding and quoting the policy passage that answers a question."""
