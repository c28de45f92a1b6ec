using System.Reflection;
using System.Runtime.CompilerServices;

namespace Sandbox.Architecture.Tests.Surface;

/// <summary>Writes one type as C# does, with its nullability and the names of its tuples' elements.</summary>
internal sealed class TypeText
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool", [typeof(char)] = "char",
        [typeof(byte)] = "byte", [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(int)] = "int",
        [typeof(uint)] = "uint", [typeof(long)] = "long", [typeof(ulong)] = "ulong", [typeof(float)] = "float", [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    private readonly Queue<string?> _tupleNames;

    private TypeText(ICustomAttributeProvider place)
    {
        var names = (TupleElementNamesAttribute?)place.GetCustomAttributes(typeof(TupleElementNamesAttribute), inherit: false).SingleOrDefault();
        _tupleNames = new Queue<string?>(names?.TransformNames ?? []);
    }

    /// <summary>The type of a property, by what it gives.</summary>
    public static string Of(PropertyInfo property) => new TypeText(property).Write(property.PropertyType, new NullabilityInfoContext().Create(property));

    /// <summary>The type of a field.</summary>
    public static string Of(FieldInfo field) => new TypeText(field).Write(field.FieldType, new NullabilityInfoContext().Create(field));

    /// <summary>The type of an event's handlers.</summary>
    public static string Of(EventInfo @event) => new TypeText(@event).Write(@event.EventHandlerType!, new NullabilityInfoContext().Create(@event));

    /// <summary>The type of a parameter or of what a method returns, without <c>ref</c>, <c>in</c> and <c>out</c>.</summary>
    public static string Of(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var nullability = new NullabilityInfoContext().Create(parameter);
        return new TypeText(parameter).Write(type.IsByRef ? type.GetElementType()! : type, nullability);
    }

    /// <summary>A type where nothing says what may be null in it: a base, an interface, an attribute.</summary>
    public static string Of(Type type) => new TypeText(type).Write(type, nullability: null);

    /// <summary>A type's own name with its type parameters, and those that it is nested in.</summary>
    public static string Name(Type type)
    {
        var own = type.Name.Split('`')[0];
        var outer = type.IsNested && !type.IsGenericParameter ? Name(type.DeclaringType!) + "." : "";
        var inherited = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var parameters = type.IsGenericParameter ? [] : type.GetGenericArguments().Skip(inherited).ToList();
        return outer + own + (parameters.Count == 0 ? "" : $"<{string.Join(", ", parameters.Select(static parameter => parameter.Name))}>");
    }

    private string Write(Type type, NullabilityInfo? nullability)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Write(underlying, nullability) + "?";
        }

        // A setter that takes what the getter never gives shows as nullable too: the wider of both is what callers meet.
        var mark = !type.IsValueType && nullability is { ReadState: NullabilityState.Nullable } ? "?" : "";
        return WriteBare(type, nullability) + mark;
    }

    private string WriteBare(Type type, NullabilityInfo? nullability)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (type.IsArray)
        {
            return $"{Write(type.GetElementType()!, nullability?.ElementType)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (type.IsPointer)
        {
            return Write(type.GetElementType()!, nullability: null) + "*";
        }

        if (!type.IsGenericType)
        {
            return Name(type);
        }

        var arguments = type.GetGenericArguments();
        if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true)
        {
            // The names of a tuple's elements come before those of tuples inside it.
            var names = arguments.Select(_ => _tupleNames.TryDequeue(out var name) ? name : null).ToList();
            return $"({string.Join(", ", arguments.Select((argument, i) => $"{Argument(argument, i)}{(names[i] is { } name ? " " + name : "")}"))})";
        }

        return $"{Name(type).Split('<')[0]}<{string.Join(", ", arguments.Select(Argument))}>";

        string Argument(Type argument, int i) => Write(argument, nullability?.GenericTypeArguments.ElementAtOrDefault(i));
    }
}
