"""A scripted OpenAI-compatible server on loopback, in a process of its own."""
