"""Speed and memory against the budgets of the design; run by ``make bench``, never by pytest."""
