"""The one composition root: settings in, working parts out. Nothing else constructs anything."""
