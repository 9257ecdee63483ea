using AccordWatch.Host.Commands;

return await Line.RunAsync(args);
