-- Two escapes make one character of display width 2.
select E'\uD83D\uDE00' as smile, U&'\+01F600' as same;
