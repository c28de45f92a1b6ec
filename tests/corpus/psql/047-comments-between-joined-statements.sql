-- Comments on both sides of a backslash-semicolon stay in the one text that is sent.
select 1 /* a */ \; /* b */ -- c
select nope /* d */;
