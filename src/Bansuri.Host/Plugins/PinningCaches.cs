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
        // Both are what hot reload calls (MetadataUpdateHandlerAttribute); the second forgets what it knows of types, not the types.
        Call(typeof(JsonSerializer).Assembly.GetType("System.Text.Json.JsonSerializerOptionsUpdateHandler"));
        Call(typeof(TypeDescriptor).Assembly.GetType("System.ComponentModel.ReflectionCachesUpdateHandler"));
        Forget(Field(typeof(TypeDescriptor), null, "s_defaultProviderInitialized"));
        foreach (var node in (Field(typeof(TypeDescriptor), null, "s_providerTable") as IDictionary)?.Values ?? Array.Empty<object>())
        {
            var provider = Field(node.GetType(), node, "Provider");
            Forget(Field(provider?.GetType(), provider, "_typeData"));
        }

        var store = typeof(Validator).Assembly.GetType("System.ComponentModel.DataAnnotations.ValidationAttributeStore");
        Forget(Field(store, store?.GetProperty("Instance", Hidden)?.GetValue(null), "_typeStoreItems"));
    }

    private static void Call(Type? handler) => handler?.GetMethod("ClearCache", Hidden, [typeof(Type[])])?.Invoke(null, [null]);

    private static object? Field(Type? type, object? instance, string name) => type?.GetField(name, Hidden)?.GetValue(instance);

    private static void Forget(object? cache)
    {
        if (cache is IDictionary table)
        {
            foreach (var type in table.Keys.OfType<Type>().Where(type => type.IsCollectible).ToList())
            {
                table.Remove(type);
            }
        }
    }
}
