"""The application on Textual: all that knows a widget."""
