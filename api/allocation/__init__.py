"""Solves an allocation exactly, by HiGHS in scipy: already pinned with numpy, kept by its authors.

A package of its own because a solver is no part of the domain.
"""
