"""Paper: what a document says, set as a page, a PDF or a file for a word processor, and kept in a folder that is always whole."""
