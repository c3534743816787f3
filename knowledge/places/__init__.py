"""Administrative divisions of China down to the township."""
