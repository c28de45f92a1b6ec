-- After an identifier a dollar sign belongs to the identifier, so the quote needs a blank.
select$$a; select 1;
select $$b$$;
