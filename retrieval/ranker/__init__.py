"""The learned ranking of candidates: cheap features, small trees, trained on questions."""
