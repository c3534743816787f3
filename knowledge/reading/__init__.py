"""Files of every kind become one plain text: PDF, scans, Word, web pages, Markdown, text."""
