-- A longer or shorter tag inside does not end the quote.
select $ab$ $a$ $abc$ $ab $ab$ as x;
