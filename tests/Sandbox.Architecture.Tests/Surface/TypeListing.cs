using System.Reflection;
using System.Runtime.CompilerServices;

namespace Sandbox.Architecture.Tests.Surface;

/// <summary>Lists one public type: a line that declares it, and one for each member that can be seen from outside.</summary>
internal static class TypeListing
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The lines.</summary>
    /// <param name="type">A type that can be seen from outside.</param>
    public static IEnumerable<string> Lines(Type type)
    {
        if (type.IsDefined(typeof(ObsoleteAttribute), inherit: false))
        {
            yield return "[Obsolete]";
        }

        if (type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } usage)
        {
            yield return $"[AttributeUsage({usage.ValidOn}, AllowMultiple = {(usage.AllowMultiple ? "true" : "false")}, Inherited = {(usage.Inherited ? "true" : "false")})]";
        }

        yield return Declaration(type);
        foreach (var member in Members(type))
        {
            yield return "    " + member;
        }
    }

    /// <summary>Whether a member can be called or overridden from outside.</summary>
    public static bool IsVisible(MethodBase method) =>
        method.IsPublic || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);

    /// <summary>The constraints of type parameters, each with its <c>where</c>.</summary>
    public static string Constraints(IEnumerable<Type> parameters) => string.Concat(parameters.Select(static parameter =>
    {
        var attributes = parameter.GenericParameterAttributes;
        var isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        List<string> all = [];
        if (attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            all.Add("class");
        }

        if (isStruct)
        {
            all.Add("struct");
        }

        all.AddRange(parameter.GetGenericParameterConstraints().Where(static type => type != typeof(ValueType)).Select(TypeText.Of));
        if (attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct)
        {
            all.Add("new()");
        }

        return all.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", all)}";
    }));

    private static string Declaration(Type type)
    {
        var name = TypeText.Name(type);
        if (type.BaseType == typeof(MulticastDelegate))
        {
            var invoke = type.GetMethod("Invoke")!;
            return $"delegate {MemberText.Returned(invoke)} {name}({MemberText.Parameters(invoke.GetParameters())})";
        }

        if (type.IsEnum)
        {
            var flags = type.IsDefined(typeof(FlagsAttribute), inherit: false) ? "[Flags] " : "";
            var underlying = Enum.GetUnderlyingType(type);
            return $"{flags}enum {name}{(underlying == typeof(int) ? "" : " : " + TypeText.Of(underlying))}";
        }

        var above = Above(type).ToList();
        return $"{Kind(type)} {name}{(above.Count == 0 ? "" : " : " + string.Join(", ", above))}{Constraints(type.GetGenericArguments())}";
    }

    private static string Kind(Type type)
    {
        var isRecord = IsRecord(type);
        if (type.IsInterface)
        {
            return "interface";
        }

        if (type.IsValueType)
        {
            var isReadOnly = type.IsDefined(typeof(IsReadOnlyAttribute), inherit: false) ? "readonly " : "";
            return isReadOnly + (type.IsByRefLike ? "ref " : "") + (isRecord ? "record struct" : "struct");
        }

        var inheritance = (type.IsAbstract, type.IsSealed) switch { (true, true) => "static ", (true, _) => "abstract ", (_, true) => "sealed ", _ => "" };
        return inheritance + (isRecord ? "record" : "class");
    }

    private static bool IsRecord(Type type) =>
        type.GetMethod("<Clone>$", Declared) is not null || type.GetMethod("PrintMembers", Declared)?.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) == true;

    private static IEnumerable<string> Above(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType))
        {
            yield return TypeText.Of(parent);
        }

        var all = type.GetInterfaces();
        var implied = (type.BaseType?.GetInterfaces() ?? []).Concat(all.SelectMany(static face => face.GetInterfaces())).ToHashSet();
        var own = all.Where(face => !implied.Contains(face) && face.IsVisible && !(IsRecord(type) && face == typeof(IEquatable<>).MakeGenericType(type)));
        foreach (var face in own.Select(TypeText.Of).Order(StringComparer.Ordinal))
        {
            yield return face;
        }
    }

    private static IEnumerable<string> Members(Type type)
    {
        if (type.BaseType == typeof(MulticastDelegate))
        {
            return [];
        }

        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .OrderBy(static field => Convert.ToInt64(field.GetRawConstantValue(), null))
                .Select(static field => $"{field.Name} = {field.GetRawConstantValue()}");
        }

        var fields = type.GetFields(Declared).Where(IsVisible);
        var constructors = type.GetConstructors(Declared).Where(static constructor => IsVisible(constructor) && !constructor.IsStatic && !IsCopy(constructor));
        var properties = type.GetProperties(Declared).Where(static property => property.Name != "EqualityContract" && property.GetAccessors(nonPublic: true).Any(IsVisible));
        var events = type.GetEvents(Declared).Where(static @event => IsVisible(@event.AddMethod!));
        var methods = type.GetMethods(Declared).Where(static method => IsVisible(method) && !IsWritten(method));
        return Sorted(fields, MemberText.Of)
            .Concat(Sorted(constructors, MemberText.Of))
            .Concat(Sorted(properties, MemberText.Of))
            .Concat(Sorted(events, MemberText.Of))
            .Concat(Sorted(methods, MemberText.Of));
    }

    private static IEnumerable<string> Sorted<T>(IEnumerable<T> members, Func<T, string> write)
        where T : MemberInfo =>
        members.Select(member => (member.Name, Text: write(member)))
            .OrderBy(static member => member.Name, StringComparer.Ordinal)
            .ThenBy(static member => member.Text, StringComparer.Ordinal)
            .Select(static member => member.Text);

    private static bool IsVisible(FieldInfo field) => field.IsPublic || ((field.IsFamily || field.IsFamilyOrAssembly) && !field.DeclaringType!.IsSealed);

    // Accessors are listed with their property; what the compiler writes for a record says nothing that "record" does not.
    private static bool IsWritten(MethodInfo method) =>
        (method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal)) || method.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false);

    private static bool IsCopy(ConstructorInfo constructor) => constructor.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && constructor.GetParameters().Length == 1;
}
