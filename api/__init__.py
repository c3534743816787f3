"""System of record of 山海桥 and its HTTP face."""
