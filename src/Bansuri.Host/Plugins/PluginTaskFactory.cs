using System.Reflection;
using Bansuri.Abstractions;
using Bansuri.Abstractions.Options;

namespace Bansuri.Host.Plugins;

/// <summary>Makes the tasks of one class.</summary>
/// <param name="type">A class that has been checked.</param>
internal sealed class PluginTaskFactory(Type type)
{
    private readonly ConstructorInfo _constructor = TaskClass.ConstructorOf(type)!; // checked before
    private readonly Type? _options = TaskClass.OptionsOf(type);

    /// <summary>Runs the plugin's constructors; what they throw comes through as it is.</summary>
    public AbstractTask Create(TaskConfig config, OptionValues options)
    {
        object[] arguments = _options is null ? [config] : [config, OptionsMaker.Make(_options, options)];
        return (AbstractTask)_constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }
}
