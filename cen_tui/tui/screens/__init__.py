"""One file a step, named as in the wizard, and the dialogs that steps open."""
