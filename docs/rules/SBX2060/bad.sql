CREATE UNIQUE INDEX CONCURRENTLY orders_number ON public.orders (number);
