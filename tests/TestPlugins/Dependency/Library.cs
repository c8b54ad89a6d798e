namespace Dependency;

/// <summary>A library that each plugin brings along in a version of its own: the tests patch the text.</summary>
public static class Library
{
    public static string Version => "library one";

    public static string Below => Deep.Bottom.Depth;
}

/// <summary>An interface to implement, so that a type of a plugin cannot even be loaded without the library.</summary>
public interface IMarker
{
    string Mark => Library.Version;
}
