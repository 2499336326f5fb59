"""One change from intent to proof: grant, revoke, change of payer, attach."""
