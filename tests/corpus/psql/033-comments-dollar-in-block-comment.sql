-- A dollar quote in a block comment opens nothing.
select /* $$ ; $a$ ' " */ 1;
select 2;
