"""Reading and writing the tables; every function takes an open connection."""
