import type { HandlersOf } from "./handlers.ts";
import type { Lessons } from "./lesson/lessons.ts";
import type { SandboxParts } from "./sandbox-parts.ts";
import type { WorldCreator } from "./world-creator.ts";
import { entriesOf } from "./world-list.ts";
import { openedWorld, type WorldOpener } from "./world-opener.ts";

/** Environments of questions are the same for everybody, so that the same commands give the same outcome. */
const exerciseSeed = 1;

interface LessonServices {
  opener: WorldOpener;
  creator: WorldCreator;
  lessons: Lessons;
  remove: HandlersOf<"remove">["remove"];
}

/** Opens the environments of walkthroughs and of questions that are answered with commands; each has one of its own. */
export function lessonHandlers(
  { storage }: SandboxParts,
  { opener, creator, lessons, remove }: LessonServices,
): HandlersOf<"openLesson" | "openExercise" | "predict"> {
  return {
    openLesson: async ({ walkthrough, level, template: id, name, profile, take = false, fresh = false }) => {
      const template = await creator.templateOf(id);
      const entries = await entriesOf(storage);
      const known = entries.find(({ lesson }) => lesson?.walkthrough === walkthrough && lesson.level === level);
      if (known && fresh) await remove({ id: known.id });
      const completedAt = known?.lesson?.completedAt;
      if (known && !fresh) await opener.openStored(known.id, take);
      else {
        await creator.create({ template: template.id, profile, name });
        const done = { done: {}, predictions: {}, ...(completedAt !== undefined && { completedAt }) };
        await opener.current.setLesson({ walkthrough, level, ...done });
      }
      const open = opener.current;
      await lessons.check(open);
      return openedWorld(open);
    },
    openExercise: async ({ key, goals, template: id, name, setup, profile, take = false, fresh = false }) => {
      const template = await creator.templateOf(id);
      const known = (await entriesOf(storage)).find(({ exercise }) => exercise?.key === key);
      if (known && !fresh) return opener.openStored(known.id, take);
      if (known) await remove({ id: known.id });
      const prepared = { ...template, commands: [...template.commands, ...setup] };
      return creator.createFrom(prepared, { profile, seed: exerciseSeed }, { name, exercise: { key, goals } });
    },
    predict: ({ step, choice }) => {
      const open = opener.current;
      const { lesson } = open.entry;
      if (!lesson) return open.status;
      return open.setLesson({ ...lesson, predictions: { ...lesson.predictions, [step]: choice } });
    },
  };
}
