"""Many needs at once (批量上报): a sheet is read, shown row by row, and submitted in one go."""
