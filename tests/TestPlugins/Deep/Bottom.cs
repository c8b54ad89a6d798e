namespace Deep;

/// <summary>A library of a library: no plugin refers to it by itself.</summary>
public static class Bottom
{
    public static string Depth => "depth one";
}
