-- A dollar quote holds others with another tag.
select $a$ x $b$ y; $b$ $$ z; $$ $a$ as one; select 2;
