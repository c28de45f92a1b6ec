-- Tabs and form feeds are white space, in front of a statement too.
	 	select	1as	one;
