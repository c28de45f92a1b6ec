-- Both arrows for named arguments pass, and no variable is looked for.
\set hours 99
select make_interval(hours => 2, mins := 5);
