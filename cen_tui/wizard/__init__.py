"""The wizard without a screen: the draft and its steps, the target, cautions, the hand-over."""
