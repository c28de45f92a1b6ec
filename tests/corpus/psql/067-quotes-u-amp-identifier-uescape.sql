-- A U& identifier with its own escape character becomes the column's title.
select 1 as U&"d*0061ta" UESCAPE '*';
