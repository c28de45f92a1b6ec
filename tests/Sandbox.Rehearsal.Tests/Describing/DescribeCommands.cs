namespace Sandbox.Rehearsal.Tests.Describing;

/// <summary>The commands that are compared, one a line.</summary>
internal static class DescribeCommands
{
    public static IEnumerable<string> Lines => All.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private const string All = """
        d
        d+
        dS pg_am
        d cat
        d+ cat
        d public.cat
        d CAT
        d ca?
        d+ kitten
        d *itten
        d nothing
        d [
        d a.b.c.d
        d other.public.cat
        d "Odd.Schema"."Odd ""Table"
        d+ "Odd.Schema".*
        d+ unlogged
        d+ empty
        d+ identified
        d+ fully
        d+ parent
        d parent
        d+ child
        d+ grandchild
        d+ typed
        d+ pair
        d pair
        d m
        d+ m
        d+ m_2020
        d m_2021
        d+ m_2021
        d+ m_2021_a
        d m_rest
        d+ m_rest
        d m_none
        d+ refers
        d refers_1
        d m_pkey
        d+ m_k
        d cat_pkey
        d+ cat_name
        d cat_nulls
        d kitten_cat_key
        d identified_a_key
        d v
        d+ v
        d+ v_checked
        d+ counting
        d+ mv
        d+ ft
        d ft
        d counter
        d owned
        d cat_id_seq
        d unlogged_counter
        d+ pg_catalog.pg_class
        d pg_toast.pg_toast_1255
        d pg_stat*user*
        dt
        dt+
        dtS pg_am
        dt cat
        dt *.*at*
        dt s.*
        dt nothing
        dt public.
        dv
        dv+
        dm+
        di
        di+
        ds+
        dE+
        dtvmsE
        dti cat*
        dE nothing
        dP
        dP+
        dPt
        dPi+
        dPn+
        dPtn+
        dP m*
        dn
        dn+
        dn s
        dn pg_*
        dnS
        dn x.s
        dn a.b.c
        df
        df+
        df g
        df g int
        df g text -
        df g text int
        df+ g
        dfa
        dfn f
        dfp
        dft
        dfw
        dfnp
        dfat
        df abs int4
        df s.*
        dfnq
        da
        da my*
        du describe_*
        du+ describe_*
        dg describe_b
        drds describe_c
        drds describe_b
        drds describe_b nowhere
        dx
        dx+
        dx+ plpgsql
        dx nothing
        dx+ nothing
        l template?
        l+ template?
        list nothing
        z
        z cat
        dp
        dp cat
        dp pg_catalog.pg_am
        dp pg_am
        ddp
        ddp s
        sf f
        sf+ longer
        sf longer
        sf+ atomic
        sf inlined
        sf+ inlined
        sf g
        sf g(int)
        sf s."My F"
        sf p
        sf nothing
        sf nothing(int)
        sf lower(nothing)
        sf mysum
        sf
        sv v
        sv+ v
        sv v_checked
        sv "Odd View"
        sv counting
        sv cat
        sv mv
        sv nothing
        sv
        dT
        dT+
        dT mood
        dT+ public.*
        dT int
        dT int[]
        dT+ pair
        dD
        dD+
        dD s.*
        dC
        dC mood
        dC+ pair
        dC int
        dO
        dO+
        dO ours
        dO C
        dc
        dc+ ours
        dc utf8_to_iso_8859_1
        do
        do+ =#>
        do @#@ int
        do + int4 int4
        do - int4
        do *=
        do =
        dy
        dy+
        dRp
        dRp+
        dRp+ part
        dRp+ nowhere
        dRs
        dRs+
        des
        des+
        dew
        dew+
        deu
        deu+
        det
        det+
        det ft
        dX
        dX cat_*
        dX public.cat_*
        dd
        dd cat_*
        dd before*
        ddS abs
        db
        db+ pg_default
        dconfig work_*
        dconfig+ work_*
        dconfig nothing.*
        dconfig Work_Mem
        dl
        dl+
        lo_list
        dL
        dL+
        dLS
        dL plpgsql
        dA
        dA+
        dA heap*
        dAc hash int*
        dAc+ hash
        dAc btree positive
        dAf hash uuid
        dAf+ btree of_*
        dAo hash uuid_ops
        dAo+ btree integer_ops
        dAp hash uuid_ops
        dAp+ btree integer_ops
        dF
        dF mine
        dF+ mine
        dF+ nothing
        dFd
        dFd+ ours
        dFd simple
        dFp
        dFp+
        dFp+ default
        dFt
        dFt+ simple
        """;
}
