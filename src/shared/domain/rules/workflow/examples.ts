import type { Workflow, WorkflowStep } from '../../workflow.ts';

/** To start from: what one would write to have a workflow drafted, and what such a draft may look like. */
export interface WorkflowExample {
  readonly description: string;
  readonly document: Workflow;
}

const morningDigest: Workflow = {
  schemaVersion: 1,
  name: 'Morning digest',
  description: 'Summarises the new issues for the team every weekday at seven.',
  trigger: { type: 'schedule', cron: '0 7 * * 1-5', timeZone: null },
  steps: [
    http('fetch-issues', 'Fetch new issues', [], {
      method: 'GET',
      url: 'https://git.example.com/api/issues?since=yesterday',
    }),
    llm('summarise', 'Summarise in five lines', ['fetch-issues'], {
      prompt: 'Summarise these issues in five lines for the team:\n{{steps.fetch-issues.output}}',
    }),
    http('post', 'Post to the team chat', ['summarise'], {
      method: 'POST',
      url: 'https://chat.example.com/hooks/team',
      body: '{"text": "{{steps.summarise.output}}"}',
    }),
  ],
};

const supportTriage: Workflow = {
  schemaVersion: 1,
  name: 'Support triage',
  description: 'Answers urgent requests after a person has approved, and files the others.',
  trigger: { type: 'webhook', path: '/support' },
  steps: [
    llm('classify', 'Classify the request', [], {
      prompt: 'Answer with one word, "urgent" or "later", for this request:\n{{trigger.body}}',
    }),
    {
      id: 'is-urgent',
      name: 'Urgent?',
      type: 'condition',
      dependsOn: ['classify'],
      expression: 'steps.classify.output == "urgent"',
      whenTrue: ['draft-reply'],
      whenFalse: ['file'],
    },
    llm('draft-reply', 'Draft a reply', ['is-urgent'], {
      prompt: 'Draft a short, friendly reply to:\n{{trigger.body}}',
    }),
    {
      id: 'approve',
      name: 'Approve the reply',
      type: 'approval',
      dependsOn: ['draft-reply'],
      message: 'May this be sent?\n{{steps.draft-reply.output}}',
      approvers: ['support lead'],
    },
    http('send', 'Send the reply', ['approve'], {
      method: 'POST',
      url: 'https://desk.example.com/replies',
      headers: [{ name: 'Authorization', value: 'Bearer {{secrets.DESK}}' }],
      body: '{"text": "{{steps.draft-reply.output}}"}',
    }),
    http('file', 'Put into the backlog', ['is-urgent'], {
      method: 'POST',
      url: 'https://desk.example.com/backlog',
      headers: [{ name: 'Authorization', value: 'Bearer {{secrets.DESK}}' }],
      body: '{{trigger.body}}',
    }),
  ],
};

const releaseNotes: Workflow = {
  schemaVersion: 1,
  name: 'Release notes',
  description: 'Writes the notes of a version from its commits, for the maintainer to approve.',
  trigger: { type: 'event', event: 'version.tagged' },
  steps: [
    http('commits', 'Collect the commits', [], {
      method: 'GET',
      url: 'https://git.example.com/api/commits?until={{trigger.tag}}',
    }),
    {
      id: 'titles',
      name: 'Keep the titles',
      type: 'transform',
      dependsOn: ['commits'],
      expression: 'steps.commits.output.map(commit => commit.title)',
    },
    llm('write', 'Write the notes', ['titles'], {
      prompt: 'Write release notes for users from these commits:\n{{steps.titles.output}}',
    }),
    {
      id: 'approve',
      name: 'Let the maintainer approve',
      type: 'approval',
      dependsOn: ['write'],
      message: 'Publish these notes?\n{{steps.write.output}}',
      approvers: ['maintainer'],
    },
    http('publish', 'Publish', ['approve'], {
      method: 'POST',
      url: 'https://git.example.com/api/releases/{{trigger.tag}}',
      body: '{{steps.write.output}}',
    }),
  ],
};

export const workflowExamples: readonly WorkflowExample[] = [
  {
    description:
      'Every weekday at 7 in the morning, fetch the new issues of our repository, summarise them in five lines, and post the summary to the team chat.',
    document: morningDigest,
  },
  {
    description:
      'When a support request comes in by webhook, classify it as urgent or not. For an urgent one, draft a reply, have the support lead approve it, and send it. Put the others into the backlog.',
    document: supportTriage,
  },
  {
    description:
      'When a version is tagged, collect its commits, write release notes for users, let the maintainer approve them, and publish them.',
    document: releaseNotes,
  },
];

type Llm = Extract<WorkflowStep, { type: 'llm' }>;
type Http = Extract<WorkflowStep, { type: 'http' }>;

function llm(id: string, name: string, dependsOn: string[], { prompt }: Pick<Llm, 'prompt'>): Llm {
  return { id, name, type: 'llm', dependsOn, configuration: null, prompt, systemPrompt: null };
}

function http(
  id: string,
  name: string,
  dependsOn: string[],
  { method, url, headers = [], body = null }: Pick<Http, 'method' | 'url'> & Partial<Http>,
): Http {
  return { id, name, type: 'http', dependsOn, method, url, headers, body };
}
