"""Tables of rows, with filter, order and marks."""
