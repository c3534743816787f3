"""The words and rules of East–West aid, with no framework in sight."""
