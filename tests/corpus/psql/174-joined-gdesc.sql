-- \gdesc describes one statement: a joined text is refused.
select 1\; select 2 \gdesc
