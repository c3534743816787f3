"""Chinese free text in, typed values with their spans out."""
