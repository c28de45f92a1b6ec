-- Inside a dollar quote empty lines belong to the literal.
select length($$a


b$$) as five, $$

$$ = e'\n\n' as same;
