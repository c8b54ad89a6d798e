using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;

namespace Bansuri.Host.Plugins;

/// <summary>
/// Caches of the framework that remember every type they ever saw, plugins' types included, and so keep a plugin loaded for ever.
/// Their own ways to forget are not public; where a later runtime has them no more, nothing happens, and the report of leaked
/// generations shows it.
/// </summary>
internal static class PinningCaches
{
    private const BindingFlags Hidden = BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static void Clear()
    {
        // Both are what hot reload calls (MetadataUpdateHandlerAttribute).
        Call(typeof(JsonSerializer).Assembly.GetType("System.Text.Json.JsonSerializerOptionsUpdateHandler"));
        Call(typeof(TypeDescriptor).Assembly.GetType("System.ComponentModel.ReflectionCachesUpdateHandler"));

        var store = typeof(Validator).Assembly.GetType("System.ComponentModel.DataAnnotations.ValidationAttributeStore");
        var instance = store?.GetProperty("Instance", Hidden)?.GetValue(null);
        (store?.GetField("_typeStoreItems", Hidden)?.GetValue(instance) as IDictionary)?.Clear();
    }

    private static void Call(Type? handler) => handler?.GetMethod("ClearCache", Hidden, [typeof(Type[])])?.Invoke(null, [null]);
}
