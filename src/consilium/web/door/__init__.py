"""The door: signing in, one-time codes, invitations, second factors."""
