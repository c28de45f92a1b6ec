-- A tag may hold digits and underscores after its first character.
select $_1$a;b$_1$ as a, $t2_$c$d$t2_$ as b;
