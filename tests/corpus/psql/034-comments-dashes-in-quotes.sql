-- Two dashes and slash-star are text inside every kind of quote.
select '-- a', E'/* b', $$-- c /*$$, 1 as "-- d /*";
