-- A dollar quote may touch parentheses, commas and operators.
select ($$a$$)||$$b;$$||($x$c$x$),$$d$$as d;
