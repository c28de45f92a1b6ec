ALTER SEQUENCE public.orders_id_seq OWNED BY public.orders.id;
