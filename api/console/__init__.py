"""The staff pages under /desk."""
