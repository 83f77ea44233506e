import { createApp } from 'vue'
import App from './shell/App.vue'
import './style.css'

createApp(App).mount('#app')
