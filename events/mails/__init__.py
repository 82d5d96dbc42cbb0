"""The words of the mails of events, and what is filled in in them."""
