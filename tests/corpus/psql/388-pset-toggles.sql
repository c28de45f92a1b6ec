-- \a, \H, \t and \x toggle; each says what it made.
\a
\a
\H
\H
\t
\t
\x
\x
