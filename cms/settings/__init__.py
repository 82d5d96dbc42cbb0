"""Settings by subject, one file each.

`demo` and `test` compose them; nothing else imports them.
"""
