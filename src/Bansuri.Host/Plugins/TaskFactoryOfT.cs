using System.Reflection;
using Bansuri.Abstractions;
using Bansuri.Abstractions.Options;

namespace Bansuri.Host.Plugins;

/// <summary>The factory of a task class. It is made by MEF, so that an author's class needs no attribute of a library.</summary>
internal sealed class TaskFactory<TTask> : ITaskFactory
    where TTask : AbstractTask
{
    private readonly ConstructorInfo _constructor = TaskClass.ConstructorOf(typeof(TTask))!; // checked before this type was made
    private readonly Type? _options = TaskClass.OptionsOf(typeof(TTask));

    public AbstractTask Create(TaskConfig config, OptionValues options)
    {
        object[] arguments = _options is null ? [config] : [config, OptionsMaker.Make(_options, options)];
        return (AbstractTask)_constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }
}
